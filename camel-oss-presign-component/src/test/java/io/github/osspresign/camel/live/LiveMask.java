// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Hides what identifies an account in the text of a request or a response, also percent-encoded and in hexadecimal. */
final class LiveMask {

    static final String HIDDEN = "***";

    private static final HexFormat HEXADECIMAL = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final Pattern SIGNATURE =
            Pattern.compile("((?<![A-Za-z-])(?:x-oss-)?[Ss]ignature=|<SignatureProvided>)[^&<\\s]*");

    /** Elements with ids and names of accounts. */
    private static final Pattern ACCOUNT =
            Pattern.compile("(<(?:AuthPrincipal\\w*|EncodedDiagnosticMessage|ID|DisplayName|AccountId|UserId)>)[^<]*");

    private final List<String> values;

    LiveMask(LiveSettings settings) {
        // A value can be part of a longer one, which is then no longer found.
        this.values = settings.secrets()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    String of(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, HIDDEN)
                    .replace(URLEncoder.encode(value, UTF_8), HIDDEN)
                    .replace(hexadecimal(value), hexadecimal(HIDDEN));
        }
        masked = SIGNATURE.matcher(masked).replaceAll("$1" + HIDDEN);
        return ACCOUNT.matcher(masked).replaceAll("$1" + HIDDEN);
    }

    private static String hexadecimal(String text) {
        return HEXADECIMAL.formatHex(text.getBytes(UTF_8));
    }
}
