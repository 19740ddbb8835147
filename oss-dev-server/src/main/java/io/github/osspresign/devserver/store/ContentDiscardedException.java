// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

/** The content of an object is not readable, because its store keeps none. */
public final class ContentDiscardedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public ContentDiscardedException() {
        super("content: was discarded, because this server keeps only the size and the checksums of objects");
    }
}
