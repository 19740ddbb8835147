// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** InitiateBucketWorm, AbortBucketWorm, CompleteBucketWorm, ExtendBucketWorm and GetBucketWorm: the retention policy. */
public final class BucketWorm {

    private static final String DAYS = "RetentionPeriodInDays";
    private static final int MOST_DAYS = 25_550;
    private static final String ID = "wormId";

    private final ObjectStore store;

    private BucketWorm(ObjectStore store) {
        this.store = store;
    }

    /** Adds the operations. */
    public static void addTo(Operations table, ObjectStore store) {
        BucketWorm worm = new BucketWorm(store);
        table.add("GET bucket?worm", worm::get);
        table.add("POST bucket?worm", worm::initiate);
        table.add("DELETE bucket?worm", worm::abort);
        table.add("POST bucket?wormId", worm::complete);
        table.add("POST bucket?wormExtend", worm::extend, ID);
    }

    private Response get(OssRequest request, BucketInfo bucket) {
        Retention retention = Retention.required(bucket);
        return XmlBody.response("WormConfiguration", xml -> {
            xml.element("WormId", retention.id());
            xml.element("State", retention.state(request.receivedAt()));
            xml.element(DAYS, Integer.toString(retention.days()));
            xml.element("CreationDate", IsoTime.format(retention.createdAt()));
        });
    }

    /** Creates a policy, which protects objects at once and must be locked within a day. */
    private Response initiate(OssRequest request, BucketInfo bucket) throws IOException {
        int days = days(XmlBody.read(request, "InitiateWormConfiguration"));
        String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        Retention retention = new Retention(id, request.receivedAt().truncatedTo(ChronoUnit.SECONDS), false, days);
        store.changeBucket(bucket.name(), info -> {
            Retention known = Retention.of(info);
            if (known != null && !known.hasEnded(request.receivedAt())) {
                throw (known.locked()
                                ? OssErrorCode.WORM_CONFIGURATION_LOCKED
                                : OssErrorCode.INVALID_WORM_CONFIGURATION)
                        .error()
                        .with("BucketName", bucket.name());
            }
            return retention.storedIn(info);
        });
        return Response.of(200).withHeader("x-oss-worm-id", id);
    }

    /** Deletes a policy that is not locked. */
    Response abort(OssRequest request, BucketInfo bucket) throws IOException {
        store.changeBucket(bucket.name(), info -> {
            if (Retention.required(info).locked()) {
                throw OssErrorCode.WORM_CONFIGURATION_LOCKED.error().with("BucketName", bucket.name());
            }
            return Retention.removedFrom(info);
        });
        return Response.of(204);
    }

    /** Locks a policy. It can then only be extended. */
    private Response complete(OssRequest request, BucketInfo bucket) throws IOException {
        store.changeBucket(bucket.name(), info -> {
            Retention retention = Retention.required(info, request.query().text(ID));
            if (retention.hasEnded(request.receivedAt())) {
                throw invalid(bucket, "The retention policy was not locked within a day.");
            }
            return retention.withLock().storedIn(info);
        });
        return Response.of(200);
    }

    /** Prolongs a locked policy. */
    private Response extend(OssRequest request, BucketInfo bucket) throws IOException {
        int days = days(XmlBody.read(request, "ExtendWormConfiguration"));
        store.changeBucket(bucket.name(), info -> {
            Retention retention = Retention.required(info, request.query().text(ID));
            if (!retention.locked() || days <= retention.days()) {
                throw invalid(bucket, "Only a locked retention policy can be extended, and only to more days.");
            }
            return retention.withDays(days).storedIn(info);
        });
        return Response.of(200);
    }

    /** Returns 1 to 25,550 days, or throws InvalidArgument. */
    private static int days(XmlElement configuration) {
        String text = XmlBody.required(configuration.text(DAYS));
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST_DAYS) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(DAYS, text);
        }
        return Integer.parseInt(text);
    }

    private static OssException invalid(BucketInfo bucket, String message) {
        return OssErrorCode.INVALID_WORM_CONFIGURATION.error(message).with("BucketName", bucket.name());
    }
}
