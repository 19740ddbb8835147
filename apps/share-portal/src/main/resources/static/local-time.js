// Shows times in the zone of the reader. Without this script they are in UTC.
for (const element of document.querySelectorAll("time[datetime]")) {
  const zone = new Intl.DateTimeFormat(document.documentElement.lang, { timeZoneName: "shortOffset" })
    .formatToParts(new Date(element.dateTime))
    .find((part) => part.type === "timeZoneName").value;
  const style = { dateStyle: element.dataset.date ?? "full", timeStyle: "short" };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, style);
  element.textContent = `${format.format(new Date(element.dateTime))} (${zone})`;
}
