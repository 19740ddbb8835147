package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.Lines.Line;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** List of URLs ({@code text/uri-list}, RFC 2483): every line that is neither blank nor a comment is a URL. */
final class UriLines implements ManifestForm {

    private static final Pattern URL = Pattern.compile("[Hh][Tt][Tt][Pp][Ss]?://\\S+");

    private final Lines lines;

    UriLines(Lines lines) {
        this.lines = lines;
    }

    static boolean isComment(Line line) {
        return line.text().stripLeading().startsWith("#");
    }

    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        Line line = lines.nextNonBlank();
        while (line != null && isComment(line)) {
            line = lines.nextNonBlank();
        }
        return line == null ? null : entry(line);
    }

    private static LinkEntry entry(Line line) {
        if (line.tooLong()) {
            return ManifestForm.tooLong(line.number());
        }
        String url = line.text().strip();
        return isUrl(url)
                ? new LinkEntry.Usable(PresignedLink.of(url))
                : ManifestForm.broken(line.number(), "must be an http or https URL");
    }
}
