package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.OperationRules;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketLocation: the region of this server. */
public final class GetBucketLocation implements Operation {

    private final ObjectStore store;
    private final OperationRules rules;

    public GetBucketLocation(ObjectStore store, OperationRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("location");
    }

    @Override
    public Response answer(OssRequest call) {
        BucketRules.requireExisting(store, call.requiredBucket());
        return XmlBody.answer("LocationConstraint", xml -> xml.text(rules.location()));
    }
}
