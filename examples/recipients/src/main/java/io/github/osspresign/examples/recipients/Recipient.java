// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that saves what a link points to, as a person would who got it. */
interface Recipient {

    /** Returns what has to be installed for it, or null where all is there. */
    @Nullable String missing() throws Exception;

    /** Gives it the link and waits for its end. */
    Outcome save(String link, Path target) throws Exception;
}
