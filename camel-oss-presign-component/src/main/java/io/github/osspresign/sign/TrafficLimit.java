package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a link may be used (OSS API, "x-oss-traffic-limit"). In the URL it binds everybody who has the link; as a
 * signed header, the form that the SDK for Java V2 writes, no browser could send it.
 *
 * @param bitsPerSecond 819200 to 838860800, which is 100 KB/s to 100 MB/s
 */
public record TrafficLimit(long bitsPerSecond) {

    private static final long LEAST = 819_200;
    private static final long MOST = 838_860_800;
    private static final Pattern SHAPE = Pattern.compile("(?<number>[0-9]{1,12})(?:\\s*(?<unit>KB|MB)/S)?");

    /** @throws IllegalArgumentException if it is outside the range of the service */
    public TrafficLimit {
        if (bitsPerSecond < LEAST || bitsPerSecond > MOST) {
            throw refused(bitsPerSecond + " bit/s");
        }
    }

    /**
     * Reads a number of bits per second, or bytes as in {@code 800KB/s} or {@code 2MB/s}, with 1024 bytes to a KB.
     *
     * @throws IllegalArgumentException if the text has another form or the limit is outside the range of the service
     */
    public static TrafficLimit parse(String text) {
        Matcher limit = SHAPE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!limit.matches()) {
            throw refused(Quoted.of(text));
        }
        long number = Long.parseLong(limit.group("number"));
        String unit = limit.group("unit");
        long bits = unit == null ? number : number * 8 * (unit.equals("KB") ? 1024 : 1024 * 1024);
        if (bits < LEAST || bits > MOST) {
            throw refused(Quoted.of(text));
        }
        return new TrafficLimit(bits);
    }

    private static IllegalArgumentException refused(String actual) {
        return new IllegalArgumentException(
                "trafficLimit: expected " + LEAST + " to " + MOST + " bit/s, or 100KB/s to 100MB/s, but was " + actual);
    }
}
