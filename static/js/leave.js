// Leave quickly: Esc three times within two seconds, or the tab at the top. The page goes blank at once and is
// replaced in the history, so that "back" does not return to it. Without scripts the tab is a plain link.
(() => {
  const link = document.querySelector(".leave-quickly");
  if (!link) return;
  const leave = () => {
    document.documentElement.classList.add("is-leaving");
    document.title = "";
    location.replace(link.href);
  };
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((time) => now - time < 2000), now];
    if (presses.length >= 3) leave();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });
})();
