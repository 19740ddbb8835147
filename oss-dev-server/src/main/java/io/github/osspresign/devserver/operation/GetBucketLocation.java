package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetBucketLocation: the region of this server. */
final class GetBucketLocation implements Operation {

    private final ObjectStore store;
    private final OperationRules rules;

    GetBucketLocation(ObjectStore store, OperationRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("location");
    }

    @Override
    public Response answer(OssCall call) {
        Buckets.requireExisting(store, call.requiredBucket());
        return XmlBody.answer("LocationConstraint", xml -> xml.text(rules.location()));
    }
}
