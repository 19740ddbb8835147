// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of files in one folder of any system. */
public final class FileNames {

    /** Names of devices of Windows, which are reserved with any extension, too. */
    private static final Pattern DEVICE = Pattern.compile(
            "^(CON(?:IN\\$|OUT\\$)?|PRN|AUX|NUL|(?:COM|LPT)[0-9\u00B9\u00B2\u00B3])(?= *(?:\\.|$))",
            Pattern.CASE_INSENSITIVE);

    /** UTF-8 bytes of a name on Linux, without those of a number. */
    private static final int LONGEST = 255 - " (500)".length();

    private static final int LONGEST_EXTENSION = 16;

    private final Set<String> names = new HashSet<>();

    /** Returns a name that each system can store, and that none of the other files has where the case does not matter. */
    public String unique(String name) {
        String safe =
                DEVICE.matcher(name.replaceAll("[\\\\/:*?\"<>|\\p{Cc}]", "_")).replaceFirst("$1_");
        int dot = safe.lastIndexOf('.');
        boolean hasExtension = dot > 0 && safe.length() - dot <= LONGEST_EXTENSION;
        String stem = hasExtension ? safe.substring(0, dot) : safe;
        String extension = safe.substring(stem.length());
        while ((stem + extension).getBytes(UTF_8).length > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        String fitting = (stem + extension).replaceAll("[. ]$", "_");
        String unique = fitting;
        for (int i = 2;
                !names.add(Normalizer.normalize(unique, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
                i++) {
            unique = fitting.substring(0, stem.length()) + " (" + i + ")" + fitting.substring(stem.length());
        }
        return unique;
    }
}
