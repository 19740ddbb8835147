// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Format of a manifest. */
interface ManifestFormat {

    /** Maximum length of one link, in characters: four times that of a URL. The limit protects the memory. */
    int MAX_LENGTH = 64 * 1024;

    /** Returns the next link or broken entry, {@code null} after the last. */
    @Nullable LinkEntry next() throws IOException;

    /** Returns a broken entry. Its message does not show the text, which may be secret. */
    static LinkEntry broken(int line, String problem) {
        return new LinkEntry.Broken(new IllegalArgumentException("line " + line + ": " + problem));
    }

    static LinkEntry tooLong(int line) {
        return broken(line, "link must be at most " + MAX_LENGTH + " characters, was longer");
    }
}
