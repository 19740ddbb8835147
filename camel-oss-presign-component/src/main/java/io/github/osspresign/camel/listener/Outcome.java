// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import java.util.Locale;

/** Outcome of a transfer. */
public enum Outcome {
    /** The object was downloaded and verified. */
    DOWNLOADED,
    /** The object was uploaded. */
    UPLOADED,
    /** A file of that name existed and was kept. */
    EXISTING,
    /** The object had been downloaded before. */
    DUPLICATE,
    /** The reader closed the stream before its end. */
    ABANDONED,
    /** An exception was thrown. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the name in lower case, for meters and JSON. */
    public String label() {
        return label;
    }
}
