package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/** PutBucketResourceGroup: moves a bucket to a resource group, or to the default one without an ID. This server knows no groups and accepts any ID. */
final class PutBucketResourceGroup implements Operation {

    private final ObjectStore store;

    PutBucketResourceGroup(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("resourceGroup");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        String group = XmlBody.required(
                XmlBody.read(request, "BucketResourceGroupConfiguration").text("ResourceGroupId"));
        store.changeBucket(
                bucket.name(),
                info -> group.isEmpty()
                        ? info.without(BucketRules.RESOURCE_GROUP)
                        : info.with(BucketRules.RESOURCE_GROUP, group));
        return Response.of(200);
    }
}
