"""Writers: the archive to pages, and pages to bytes. All pure."""
