// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.ObjectIdentity;
import io.github.osspresign.transfer.model.ObjectRequest;
import org.jspecify.annotations.Nullable;

/** Object of a request, which may turn out not to be wanted before a request or after its response. */
final class WantedObject {

    private final ObjectRequest request;
    private @Nullable ObjectIdentity linked;
    /** The object that the filter was asked about last, unless it has refused it. */
    private @Nullable ObjectIdentity admitted;

    WantedObject(ObjectRequest request) {
        this.request = request;
    }

    /**
     * Returns the result for an object that is not wanted, {@code null} for another one. An object that was admitted before
     * is asked for again only if a response shows another state.
     *
     * @param etag entity tag of the response, {@code null} before a request or if it has none
     * @param failures creates the failure if another transfer has the object; a later attempt may get it
     */
    @Nullable DownloadResult refused(@Nullable String etag, ExceptionFactory failures) throws OssPresignException {
        if (request.filter() == DownloadFilter.OPEN) {
            return null;
        }
        linked = linked == null ? ObjectIdentity.of(request.link()) : linked;
        ObjectIdentity object = linked.completedBy(etag);
        // Texts, because the first use of the equality of a record takes longer than the rest of a first link.
        if (admitted != null && (etag == null || object.text().equals(admitted.text()))) {
            return null;
        }
        Admission admission = request.filter().admit(object);
        if (admission == Admission.BUSY) {
            throw failures.failed("object is already being downloaded by another exchange", true, null);
        }
        admitted = admission == Admission.SEEN ? null : object;
        return admission == Admission.SEEN ? new AlreadySeen(object) : null;
    }
}
