package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketWorm: returns the retention policy of a bucket. */
final class GetBucketWorm implements Operation {

    private final ObjectStore store;

    GetBucketWorm(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("worm");
    }

    @Override
    public Response handle(OssRequest request) {
        Retention retention = Retention.required(BucketRules.requireExisting(store, request.requiredBucket()));
        return XmlBody.response("WormConfiguration", xml -> {
            xml.element("WormId", retention.id());
            xml.element("State", retention.state(request.receivedAt()));
            xml.element("RetentionPeriodInDays", Integer.toString(retention.days()));
            xml.element("CreationDate", IsoTime.format(retention.createdAt()));
        });
    }
}
