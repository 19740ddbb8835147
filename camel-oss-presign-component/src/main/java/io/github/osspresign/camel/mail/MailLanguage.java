// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** Languages of mails, with their texts, dates and numbers. */
enum MailLanguage {
    ENGLISH("en", Locale.ENGLISH, "EEEE, d MMMM uuuu, HH:mm"),
    CHINESE("zh", Locale.SIMPLIFIED_CHINESE, "uuuu年M月d日 EEEE HH:mm");

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private final String tag;
    private final Locale locale;
    private final DateTimeFormatter date;

    MailLanguage(String tag, Locale locale, String date) {
        this.tag = tag;
        this.locale = locale;
        this.date = DateTimeFormatter.ofPattern(date, locale);
    }

    /** @throws IllegalArgumentException if there are no texts in that language */
    static MailLanguage of(String tag) {
        for (MailLanguage language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        throw new IllegalArgumentException("language: must be en or zh, was '" + tag + "'");
    }

    String tag() {
        return tag;
    }

    /** Returns a fixed text. Its bundle is cached by its class. */
    String text(String key) {
        String bundle = MailLanguage.class.getPackageName() + ".texts";
        return ResourceBundle.getBundle(bundle, Locale.forLanguageTag(tag)).getString(key);
    }

    /** Returns a text with arguments. */
    String format(String key, Object... arguments) {
        return new MessageFormat(text(key), locale).format(arguments);
    }

    /** Returns a number of bytes in decimal units, as browsers and file managers show it. */
    String size(long bytes) {
        if (bytes < 1000) {
            return format("bytes", bytes);
        }
        double value = bytes;
        int unit = -1;
        // Half a digit earlier, so that no size is rounded to 1,000.0.
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        NumberFormat number = NumberFormat.getNumberInstance(locale);
        number.setMinimumFractionDigits(1);
        number.setMaximumFractionDigits(1);
        return number.format(value) + " " + UNITS[unit];
    }

    /** Returns a time with its offset, since abbreviations of time zones are ambiguous. */
    String time(ZonedDateTime time) {
        ZoneOffset offset = time.getOffset();
        return date.format(time) + " (UTC" + (offset.getTotalSeconds() == 0 ? "" : offset) + ")";
    }
}
