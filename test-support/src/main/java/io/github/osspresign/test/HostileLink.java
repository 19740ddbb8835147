// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Line of {@code hostile-links.tsv}: a link that must be rejected before a byte is sent.
 *
 * @param kind kind of attack
 * @param options options of an endpoint, as in its URI, with which the link is still rejected
 * @param resolves addresses of its host, empty if they do not matter
 */
public record HostileLink(int line, String kind, String reason, String options, List<String> resolves, String text) {

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9A-F]{4})");
    private static final String NOTHING = "-";

    /** Returns all lines. */
    public static List<HostileLink> all() {
        List<HostileLink> links = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                links.add(read(i + 1, line.split("\t", -1)));
            }
        }
        return links;
    }

    private static List<String> lines() {
        try (InputStream file = HostileLink.class.getResourceAsStream("/hostile-links.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HostileLink read(int line, String[] fields) {
        if (fields.length != 5) {
            throw new IllegalStateException("line " + line + ": must have 5 fields, has " + fields.length);
        }
        String options = fields[2].equals(NOTHING) ? "" : fields[2];
        List<String> resolves = fields[3].equals(NOTHING) ? List.of() : List.of(fields[3].split(","));
        // translateEscapes does not translate Unicode escapes, which the Java compiler translates.
        String text = UNICODE.matcher(fields[4])
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
                .translateEscapes();
        return new HostileLink(line, fields[0], fields[1], options, resolves, text);
    }

    /** Returns the link; a placeholder for the port is replaced by {@code port}. */
    public String link(int port) {
        return text.replace("{port}", Integer.toString(port));
    }

    /** Returns the options by their names. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : options.isEmpty() ? new String[0] : options.split("&")) {
            int equals = option.indexOf('=');
            values.put(
                    option.substring(0, equals),
                    URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    /** Returns the addresses of a host: those of the line, else the address itself, else the loopback address. */
    public InetAddress[] addressesOf(String host) throws UnknownHostException {
        if (!resolves.isEmpty()) {
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : resolves) {
                addresses.add(InetAddress.getByName(address));
            }
            return addresses.toArray(InetAddress[]::new);
        }
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        return new InetAddress[] {address ? InetAddress.getByName(host) : InetAddress.getLoopbackAddress()};
    }

    /** Returns the name of the test. */
    @Override
    public String toString() {
        return line + " " + kind + ": " + reason;
    }
}
