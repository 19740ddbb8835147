package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketLocation: returns the region of the server. */
final class GetBucketLocation implements Operation {

    private final ObjectStore store;
    private final ServiceRules rules;

    GetBucketLocation(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("location");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response("LocationConstraint", xml -> xml.text(rules.location()));
    }
}
