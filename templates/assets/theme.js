// Runs before the page is drawn: the colours that the reader chose last time, and room for what scripts will show.
if (location.protocol.startsWith("http")) document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch { /* no storage: the system's colours */ }
