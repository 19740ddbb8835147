// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes a resource at the end of a block, unless the block has handed it over to an owner who closes it. */
public final class Handover implements Closeable {

    private final @Nullable Closeable resource;
    private boolean owned;

    /** @param resource {@code null} for none */
    public Handover(@Nullable Closeable resource) {
        this.resource = resource;
    }

    /**
     * Hands the resource over.
     *
     * @param owner owner from now on, {@code null} for none
     * @return the owner
     */
    public <T extends @Nullable Object> T to(T owner) {
        owned = owner != null;
        return owner;
    }

    @Override
    public void close() throws IOException {
        if (!owned && resource != null) {
            resource.close();
        }
    }
}
