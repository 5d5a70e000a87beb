/* The filter of the chronology. Without this script its entries are links to what they name; with it
   they are toggles. Within a group any pressed value will do, and every group has its say; a group
   with nothing pressed lets everything through. A classic script, so that it runs from a disk too. */

(function () {
  "use strict";

  var filter = document.querySelector(".filter");
  if (!filter) {
    return;
  }
  var groups = Array.from(filter.querySelectorAll("[data-filter]"));
  var pieces = Array.from(document.querySelectorAll("main [data-source][data-language]"));
  if (!groups.length || !pieces.length) {
    return;
  }
  /* What holds pieces is hidden when all of them are. */
  var holders = Array.from(document.querySelectorAll("main .entry, main .days > li"));

  var status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  filter.appendChild(status);

  groups.forEach(function (group) {
    group.querySelectorAll("a[data-value]").forEach(function (link) {
      var button = document.createElement("button");
      button.type = "button";
      button.dataset.value = link.dataset.value;
      button.setAttribute("aria-pressed", "false");
      button.append.apply(button, Array.from(link.childNodes));
      button.addEventListener("click", function () {
        var pressed = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!pressed));
        apply();
      });
      link.replaceWith(button);
    });
  });

  function chosen(group) {
    var pressed = group.querySelectorAll('[aria-pressed="true"]');
    return Array.from(pressed, function (button) { return button.dataset.value; });
  }

  function apply() {
    var wanted = groups.map(function (group) {
      return { name: group.dataset.filter, values: chosen(group) };
    });
    var shown = 0;
    pieces.forEach(function (piece) {
      var fits = wanted.every(function (want) {
        var has = (piece.dataset[want.name] || "").split(" ");
        return !want.values.length || want.values.some(function (value) {
          return has.indexOf(value) !== -1;
        });
      });
      piece.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    holders.forEach(function (holder) {
      var inside = pieces.filter(function (piece) { return holder.contains(piece); });
      holder.hidden = inside.length > 0 && inside.every(function (piece) { return piece.hidden; });
    });
    status.textContent = shown + " / " + pieces.length;
  }
})();
