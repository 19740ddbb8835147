package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.oss.PartLayout;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Parts of a source that can be read at any position. */
final class SlicedParts implements PartSource {

    private final UploadSource source;
    private final PartLayout layout;
    private final ExceptionFactory failures;
    private final AtomicInteger last = new AtomicInteger();

    /** Creates the parts of a source with the size of the layout. */
    SlicedParts(UploadSource source, PartLayout layout, ExceptionFactory failures) {
        this.source = source;
        this.layout = layout;
        this.failures = failures;
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
    public void requireUnchanged() throws OssPresignException {
        boolean unchanged;
        try {
            unchanged = source.isUnchanged();
        } catch (IOException e) {
            throw failures.source(e);
        }
        if (!unchanged) {
            throw failures.failed(
                    "body changed during the upload; it had " + layout.size() + " bytes at the beginning");
        }
    }

    @Override
    public void close() {
        // Each part opens and closes the source itself.
    }
}
