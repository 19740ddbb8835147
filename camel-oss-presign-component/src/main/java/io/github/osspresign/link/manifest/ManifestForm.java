package io.github.osspresign.link.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One of the forms that a manifest may have. */
interface ManifestForm {

    /** The most characters that one link may take: four times the longest URL. More would fill the memory. */
    int LONGEST = 64 * 1024;

    /** The next link, or why there is none where one should be; {@code null} behind the last. */
    @Nullable LinkEntry next() throws IOException;

    /** What is no link, and what was expected there; the text itself may be a secret and is not shown. */
    static LinkEntry broken(int line, String problem) {
        return new LinkEntry.Broken(new IllegalArgumentException("line " + line + ": " + problem));
    }

    static LinkEntry tooLong(int line) {
        return broken(line, "expected a link of at most " + LONGEST + " characters but was longer");
    }
}
