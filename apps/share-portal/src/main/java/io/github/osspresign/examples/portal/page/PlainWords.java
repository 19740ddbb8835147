// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Writes sizes and times in the language of the reader, as the script {@code words.js} does; templates call it as
 * {@code @words}.
 */
@Component("words")
public class PlainWords {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private final MessageSource texts;

    PlainWords(MessageSource texts) {
        this.texts = texts;
    }

    /** Returns a size in decimal units, as browsers and file managers show it. */
    public String size(long bytes) {
        if (bytes < 1000) {
            return texts.getMessage("size.bytes", new Object[] {bytes}, locale());
        }
        double value = bytes / 1000.0;
        int unit = 0;
        // Half a digit earlier, so that no size is rounded to 1,000.0.
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        // The formatter rounds as browsers do.
        return String.format(locale(), "%,.1f %s", value, UNITS[unit]);
    }

    /** Returns a time in UTC; a script of the page writes it in the zone of the reader. */
    public String time(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                        .withLocale(locale())
                        .format(time.atZone(ZoneOffset.UTC))
                + " (UTC)";
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
