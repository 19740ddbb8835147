// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.UploadSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Parts of a source that can be read at any position. */
final class SlicedParts implements PartSource {

    private final UploadSource source;
    private final PartLayout layout;
    private final AtomicInteger last = new AtomicInteger();

    SlicedParts(UploadSource source, PartLayout layout) {
        this.source = source;
        this.layout = layout;
    }

    @Override
    public @Nullable PartBytes next() {
        int number = last.incrementAndGet();
        return number > layout.count()
                ? null
                : new PartBytes(number, new SourceSlice(source, layout.offset(number), layout.length(number)));
    }

    @Override
    public int count() {
        return layout.count();
    }

    @Override
    public void requireUnchanged() throws PlainFailure {
        if (!UploadBody.ofSource(source::isUnchanged)) {
            throw UploadBody.changed(layout.size());
        }
    }
}
