package io.github.osspresign.examples.portal.page;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes sizes and times in the language of the reader; templates call it as {@code @words}. */
@Component("words")
public class PlainWords {

    private static final String[] UNITS = {"byte", "kB", "MB", "GB", "TB"};

    /** Returns a size in decimal units, as browsers and file managers show it. */
    public String size(long bytes) {
        double value = bytes;
        int unit = 0;
        // Half a digit earlier, so that no size is rounded to 1,000.0.
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        NumberFormat number = NumberFormat.getNumberInstance(LocaleContextHolder.getLocale());
        number.setMinimumFractionDigits(unit == 0 ? 0 : 1);
        number.setMaximumFractionDigits(1);
        return number.format(value) + " " + UNITS[unit] + (unit == 0 && bytes != 1 ? "s" : "");
    }

    /** Returns a time in UTC; a script of the page writes it in the zone of the reader. */
    public String time(Instant time) {
        Locale locale = LocaleContextHolder.getLocale();
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(time.atZone(ZoneOffset.UTC))
                + " (UTC)";
    }
}
