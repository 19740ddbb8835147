// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Picture of the routes and of what the example prints, which appears line by line in {@code README.md}. It has the text of a
 * run, with fixed values for what differs between runs, so that an equal run gives an equal picture.
 *
 * @param name name of the file, without its ending
 * @param columns characters a line, after which a line is wrapped as a terminal does
 */
record QuickStartPicture(String name, int columns) {

    private static final Path ROUTES =
            Path.of("src/main/java/io/github/osspresign/examples/sharebymail/ShareRoutes.java");
    private static final Pattern SHOWN_ROUTES = Pattern.compile("from\\(|upload|presign:|\"mail\"|smtp");
    private static final String COMMAND = "$ mvn -B -q -ntp -Prun -pl examples/share-by-mail -am verify";

    private static final double CHARACTER = 8.43;
    private static final int LINE = 21;
    private static final int MARGIN = 20;
    private static final int BAR = 34;

    /** Without JavaScript and web fonts, because GitHub shows it as an image. Everything is visible where nothing may move. */
    private static final String STYLE = """
              <style>
                text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328 }
                .page { fill: #ffffff; stroke: #d1d9e0 } .bar { fill: #f6f8fa; stroke: #d1d9e0 } .name { fill: #59636e }
                .command { font-weight: bold } .route { fill: #0550ae } .done { fill: #116329; font-weight: bold }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3 } .page { fill: #0d1117; stroke: #3d444d } .bar { fill: #151b23; stroke: #3d444d }
                  .name { fill: #9198a1 } .route { fill: #a5d6ff } .done { fill: #7ee787 }
                }
                @media (prefers-reduced-motion: no-preference) {
                  .line { animation: appear 1ms both } .typed { animation: type 1.2s steps(60) 0.5s both }
                }
                @keyframes appear { from { opacity: 0 } }
                @keyframes type { from { clip-path: inset(0 100% 0 0) } to { clip-path: inset(0 0 0 0) } }
              </style>
            """;

    Path file() {
        return Path.of("../../docs/images", name + ".svg");
    }

    /** Returns the picture of a run. */
    String of(String printed) throws IOException {
        StringBuilder body = new StringBuilder();
        int y = bar(body, 0, "ShareRoutes.java (excerpt)");
        for (String line : routes()) {
            y = text(body, y, "route", "", line);
        }
        y = bar(body, y + MARGIN / 2, "Terminal");
        y = text(body, y, "command typed", "", COMMAND);
        double seconds = 2.2;
        for (String line : shown(printed)) {
            String kind = line.contains("verified by") || line.contains("equals") ? "line done" : "line";
            y = text(body, y, kind, String.format(Locale.ROOT, " style=\"animation-delay: %.1fs\"", seconds), line);
            seconds += 0.5;
        }
        int width = width();
        int height = y + MARGIN / 2;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title">
                  <title id="title">Two routes, and the output of the quick start: a file is stored, linked, mailed, downloaded and verified</title>
                %s  <rect class="page" x="0.5" y="0.5" width="%d" height="%d" rx="8"/>
                %s</svg>
                """.formatted(width, height, STYLE, width - 1, height - 1, body);
    }

    private int width() {
        return (int) Math.ceil(columns * CHARACTER) + 2 * MARGIN;
    }

    /** The statements of the routes that hand the file over, without those that show it. */
    private static List<String> routes() throws IOException {
        return Files.readAllLines(ROUTES).stream()
                .filter(SHOWN_ROUTES.asPredicate())
                .map(line -> line.replaceFirst("^ {8}( {4})?", ""))
                .toList();
    }

    /** Lines as they remain on a terminal, where the end of a download replaces its beginning. */
    private static List<String> shown(String printed) {
        return printed.lines()
                .filter(line -> !line.contains(".pdf  ") || line.contains("  downloaded, "))
                .map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:42315"))
                .map(line -> line.replaceAll("\\S*/share-by-mail\\d+", "/tmp/share-by-mail4902814"))
                .map(line -> line.replaceAll("until \\S+:", "until 2026-11-27T15:33:09Z:"))
                .map(line -> line.replaceAll(
                        " in [^,]+, verified by crc64, \\S+ .?B/s", " in 0.7 s, verified by crc64, 7.4 MB/s"))
                .toList();
    }

    private int bar(StringBuilder body, int y, String title) {
        body.append("  <path class=\"bar\" d=\"M0.5 %s h%s v%s h-%s z\"/>\n"
                .formatted(y + 0.5, width() - 1, BAR - 1, width() - 1));
        body.append("  <text class=\"name\" x=\"%s\" y=\"%s\">%s</text>\n".formatted(MARGIN, y + 22, title));
        return y + BAR + MARGIN / 2;
    }

    private int text(StringBuilder body, int y, String kind, String style, String line) {
        int below = y;
        for (String part : wrapped(line)) {
            body.append("  <text class=\"%s\" x=\"%s\" y=\"%s\"%s xml:space=\"preserve\">%s</text>\n"
                    .formatted(kind, MARGIN, below + 15, style, escaped(part)));
            below += LINE;
        }
        return below;
    }

    private List<String> wrapped(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int used = 0;
        for (int c : line.codePoints().toArray()) {
            int cells = Character.isIdeographic(c) ? 2 : 1;
            if (used + cells > columns) {
                parts.add(part.toString());
                part.setLength(0);
                used = 0;
            }
            part.appendCodePoint(c);
            used += cells;
        }
        parts.add(part.toString());
        return parts;
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
