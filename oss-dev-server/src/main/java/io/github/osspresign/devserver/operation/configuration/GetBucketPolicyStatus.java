package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketPolicyStatus: returns whether the policy of a bucket allows public access. */
final class GetBucketPolicyStatus implements Operation {

    private final ObjectStore store;

    GetBucketPolicyStatus(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("policyStatus");
    }

    @Override
    public Response handle(OssRequest request) {
        boolean isPublic = BucketPolicy.isPublic(BucketRules.requireExisting(store, request.requiredBucket()));
        return XmlBody.response("PolicyStatus", xml -> xml.element("IsPublic", Boolean.toString(isPublic)));
    }
}
