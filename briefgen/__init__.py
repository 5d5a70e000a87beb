"""briefgen: multilingual source archives as static sites whose quotations are checked."""

__version__ = "0.1.0"
