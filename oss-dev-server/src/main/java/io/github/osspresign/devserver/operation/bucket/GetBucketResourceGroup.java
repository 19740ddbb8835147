package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/** GetBucketResourceGroup: returns the resource group of a bucket. */
final class GetBucketResourceGroup implements Operation {

    private final ObjectStore store;

    GetBucketResourceGroup(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("resourceGroup");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        return XmlBody.response(
                "BucketResourceGroupConfiguration",
                xml -> xml.element("ResourceGroupId", BucketRules.resourceGroup(bucket)));
    }
}
