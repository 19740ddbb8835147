// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.ObjectIdentity;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Object of a request, which may turn out not to be wanted before a request or after its response. */
final class WantedObject {

    private final ObjectRequest request;
    private @Nullable ObjectIdentity identity;
    /** The object that the filter was asked about last, unless it has refused it. */
    private @Nullable ObjectIdentity admitted;

    WantedObject(ObjectRequest request) {
        this.request = request;
    }

    /**
     * Returns the result for an object that is known not to be wanted by its link alone, {@code null} for another one.
     *
     * @param failures creates the failure if another transfer has the object; a later attempt may get it
     */
    @Nullable DownloadResult refusedBeforeRequest(ExceptionFactory failures) throws OssPresignException {
        ObjectIdentity linked = ObjectIdentity.of(request.link());
        identity = linked;
        return admitted == null ? refused(linked, failures) : null;
    }

    /**
     * Returns the result for an object that is not wanted in the state of the response, {@code null} for another one. The
     * response of one that is not wanted is closed.
     *
     * @throws OssPresignException if another transfer has the object; a later attempt may get it
     */
    @Nullable DownloadResult refusedBy(AttemptRequests.Part response) throws OssPresignException {
        ObjectIdentity received =
                Objects.requireNonNull(identity).completedBy(response.object().etag());
        boolean isWanted = false;
        try {
            DownloadResult unwanted = isAdmitted(received) ? null : refused(received, response.failures());
            isWanted = unwanted == null;
            return unwanted;
        } finally {
            if (!isWanted) {
                response.close();
            }
        }
    }

    /** Compares texts, because the first use of the equality of a record takes longer than the rest of a first link. */
    private boolean isAdmitted(ObjectIdentity object) {
        return admitted != null && object.text().equals(admitted.text());
    }

    private @Nullable DownloadResult refused(ObjectIdentity object, ExceptionFactory failures)
            throws OssPresignException {
        Admission admission = request.filter().admit(object);
        if (admission == Admission.BUSY) {
            throw failures.failed("object is already being downloaded by another exchange", true, null);
        }
        admitted = admission == Admission.SEEN ? null : object;
        return admission == Admission.SEEN ? new AlreadySeen(object) : null;
    }
}
