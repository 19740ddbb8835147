// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Client addresses from which a link works (OSS API, "Include a signature in a URL", the {@code x-oss-ac-} parameters).
 *
 * @param ip IPv4 address in dotted decimal form
 * @param maskBits number of leading bits in which the address of a client must match, 1 to 32; 32 allows one address
 */
public record SourceAddress(String ip, int maskBits) {

    /** Beginning of the names of all parameters that restrict a URL. */
    public static final String PREFIX = "x-oss-ac-";

    /** Number up to 255 without leading zeros, which some programs read as octal. */
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private static final Pattern TEXT =
            Pattern.compile("(?<ip>" + BYTE + "(?:\\." + BYTE + "){3})(?:/(?<bits>0?[1-9]|[12][0-9]|3[0-2]))?");

    /**
     * Parses an IPv4 address or CIDR block.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static SourceAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "sourceIp: must be an IPv4 address such as 192.0.2.7, or a block such as 192.0.2.0/24 with 1 to 32"
                            + " bits, was " + Quoted.of(text));
        }
        String bits = matcher.group("bits");
        return new SourceAddress(matcher.group("ip"), bits == null ? 32 : Integer.parseInt(bits));
    }

    /** Returns the parameters that restrict a URL to these addresses. */
    public Map<String, String> parameters() {
        return Map.of(PREFIX + "source-ip", ip, PREFIX + "subnet-mask", Integer.toString(maskBits));
    }
}
