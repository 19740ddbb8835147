package io.github.osspresign.download;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the place of a link that has ended, and has to point to the same object. */
final class FreshLink {

    private FreshLink() {}

    /** @throws DownloadFailedException where there is none, or one to another object */
    static PresignedLink get(LinkRefresher refresher, PresignedLink ended, Failures failures, FailureContext context)
            throws DownloadFailedException {
        PresignedLink fresh;
        try {
            fresh = refresher.refresh(ended);
        } catch (IOException e) {
            throw failures.refresh(e, context);
        }
        requireSame("bucket", ended.bucket(), fresh.bucket(), failures, context);
        requireSame("key", ended.key(), fresh.key(), failures, context);
        requireSame("version", ended.versionId(), fresh.versionId(), failures, context);
        requireSame("content", content(ended), content(fresh), failures, context);
        return fresh;
    }

    private static String content(PresignedLink link) {
        return Verification.isProcessed(link.url()) ? "made by x-oss-process" : "that of the object";
    }

    private static void requireSame(
            String what, @Nullable String expected, @Nullable String actual, Failures failures, FailureContext context)
            throws DownloadFailedException {
        if (expected != null && actual != null && !expected.equals(actual)) {
            throw failures.failed(
                    what + " of the fresh link",
                    "'" + failures.clean(expected) + "'",
                    "'" + failures.clean(actual) + "'",
                    context);
        }
    }
}
