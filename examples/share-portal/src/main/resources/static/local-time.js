// Shows times in the zone of the reader. Without this script they are in UTC.
const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
for (const element of document.querySelectorAll("time[datetime]")) {
  const zone = new Intl.DateTimeFormat(document.documentElement.lang, { timeZoneName: "shortOffset" })
    .formatToParts(new Date(element.dateTime))
    .find((part) => part.type === "timeZoneName").value;
  element.textContent = `${format.format(new Date(element.dateTime))} (${zone})`;
}
