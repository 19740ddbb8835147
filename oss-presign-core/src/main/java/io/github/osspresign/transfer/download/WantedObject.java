package io.github.osspresign.transfer.download;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.transfer.failure.PlainFailure;
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
     * @throws PlainFailure if another transfer has the object; a later attempt may get it
     */
    @Nullable DownloadResult refusedBeforeRequest() throws HostNotAllowedException, PlainFailure {
        ObjectIdentity linked = ObjectIdentity.of(request.link());
        identity = linked;
        return admitted == null ? refused(linked) : null;
    }

    /**
     * Returns the result for an object that is not wanted in the state of the response, {@code null} for another one. The
     * response of one that is not wanted is closed.
     *
     * @throws PlainFailure if another transfer has the object; a later attempt may get it
     */
    @Nullable DownloadResult refusedBy(AttemptRequests.Part response) throws PlainFailure {
        boolean isWanted = false;
        try {
            DownloadResult unwanted = refusal(response);
            isWanted = unwanted == null;
            return unwanted;
        } finally {
            if (!isWanted) {
                response.close();
            }
        }
    }

    private @Nullable DownloadResult refusal(AttemptRequests.Part response) throws PlainFailure {
        ObjectIdentity received =
                Objects.requireNonNull(identity).completedBy(response.object().etag());
        return received.equals(admitted) ? null : refused(received);
    }

    private @Nullable DownloadResult refused(ObjectIdentity object) throws PlainFailure {
        Admission admission = request.filter().admit(object);
        if (admission == Admission.BUSY) {
            throw new PlainFailure("object is already being downloaded by another exchange", true);
        }
        admitted = admission == Admission.SEEN ? null : object;
        return admission == Admission.SEEN ? new AlreadySeen(object) : null;
    }
}
