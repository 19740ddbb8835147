// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cdn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URL signing of a domain of Alibaba Cloud CDN, to be read and not to be fast. It is an independent oracle: it shares no code
 * with the signer whose links it checks.
 *
 * @param kind A, B, C or F; F has the parameters {@code sign} and {@code time} with decimal seconds
 * @param key key of the domain
 * @param validity how long a link works after its time stamp
 */
public record UrlAuthentication(String kind, String key, Duration validity) {

    private static final Map<String, Pattern> LINKS = Map.of(
            "A",
            Pattern.compile(
                    "(?<path>[^?]*)\\?(?:.*&)?auth_key=(?<time>[0-9]+)-(?<more>[^-&]*-[^-&]*)-(?<hash>[^&]*)(?:&.*)?"),
            "B",
            Pattern.compile("/(?<time>[0-9]{12})/(?<hash>[^/]*)(?<path>/[^?]*)(?:\\?.*)?"),
            "C",
            Pattern.compile("/(?<hash>[^/]*)/(?<time>[^/]*)(?<path>/[^?]*)(?:\\?.*)?"),
            "F",
            Pattern.compile("(?<path>[^?]*)\\?(?:.*&)?sign=(?<hash>[^&]*)&time=(?<time>[0-9]+)(?:&.*)?"));

    /** @throws IllegalArgumentException if a value cannot work; no message has the key */
    public UrlAuthentication {
        require(LINKS.containsKey(kind), "cdn: kind must be A, B, C or F, was " + kind);
        require(key.matches("[A-Za-z0-9]{16,32}"), "cdn: key must be 16 to 32 letters and digits, was another text");
        require(validity.toSeconds() > 0, "cdn: validity must be a second or more, was " + validity);
    }

    /**
     * Returns the path of the object, as it is in the request.
     *
     * @throws IllegalArgumentException if CDN refuses the request; the message is the reason in its response
     */
    String admit(String target, Instant now) {
        require(!kind.equals("A") || target.matches(".*[?&]auth_key=.*"), "no url arg auth_key");
        Matcher link = Objects.requireNonNull(LINKS.get(kind)).matcher(target);
        require(link.matches(), "invalid md5hash");
        String path = link.group("path");
        String time = link.group("time");
        String signed = switch (kind) {
            case "A" -> path + "-" + time + "-" + link.group("more") + "-" + key;
            case "B" -> key + time + path;
            default -> key + path + time;
        };
        require(!now.isAfter(timeStamp(time).plus(validity)), "expired timestamp");
        require(link.group("hash").equals(md5(signed)), "invalid md5hash");
        return path;
    }

    private static void require(boolean met, String reason) {
        if (!met) {
            throw new IllegalArgumentException(reason);
        }
    }

    private Instant timeStamp(String time) {
        try {
            return switch (kind) {
                case "B" ->
                    LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMddHHmm", Locale.ROOT))
                            .toInstant(ZoneOffset.ofHours(8));
                case "C" -> Instant.ofEpochSecond(Long.parseLong(time, 16));
                default -> Instant.ofEpochSecond(Long.parseLong(time));
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("invalid timestamp", e);
        }
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "UrlAuthentication[" + kind + ", " + validity + "]";
    }
}
