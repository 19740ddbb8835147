package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.Response;
import java.util.Set;

/** GetObjectTagging: the tags of an object, which may be none. */
final class GetObjectTagging implements Operation {

    private final ObjectStore store;

    GetObjectTagging(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("tagging", "x-oss-request-payer");
    }

    @Override
    public Response answer(OssCall call) {
        Buckets.requireExisting(store, call.requiredBucket());
        ObjectTags tags = ObjectTags.of(ObjectKeys.requireExisting(store, call));
        return XmlBody.answer("Tagging", tags::write);
    }
}
