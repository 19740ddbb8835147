// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.Quoted;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Client addresses from which a link works (OSS API, "Include a signature in a URL", the {@code x-oss-ac-} parameters). */
public final class SourceAddress {

    /** Beginning of the names of all parameters that restrict a URL. */
    public static final String PREFIX = "x-oss-ac-";

    /** Number up to 255 without leading zeros, which some programs read as octal. */
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private static final Pattern TEXT =
            Pattern.compile("(?<ip>" + BYTE + "(?:\\." + BYTE + "){3})(?:/(?<bits>0?[1-9]|[12][0-9]|3[0-2]))?");

    private SourceAddress() {}

    /**
     * Returns the parameters that restrict a URL to an IPv4 address or CIDR block.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Map<String, String> parameters(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "sourceIp: must be an IPv4 address such as 192.0.2.7, or a block such as 192.0.2.0/24 with 1 to 32"
                            + " bits, was " + Quoted.of(text));
        }
        String bits = matcher.group("bits");
        // A single address must match in all bits.
        String maskBits = bits == null ? "32" : Integer.toString(Integer.parseInt(bits));
        return Map.of(PREFIX + "source-ip", matcher.group("ip"), PREFIX + "subnet-mask", maskBits);
    }
}
