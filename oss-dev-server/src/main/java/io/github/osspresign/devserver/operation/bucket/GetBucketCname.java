package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;

/**
 * GetCnameToken and ListCname: returns the token for a domain, or the domains of a bucket, of which there are none: those of
 * this server are options of its start.
 */
final class GetBucketCname implements Operation {

    private final ObjectStore store;

    GetBucketCname(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("cname", "comp");
    }

    @Override
    public Response handle(OssRequest request) {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        return switch (request.query().text("comp")) {
            case "token" -> {
                CnameToken token = CnameToken.of(bucket, request.query().text("cname"));
                yield XmlBody.response("CnameToken", xml -> token.write(xml, bucket));
            }
            case "" ->
                XmlBody.response("ListCnameResult", xml -> {
                    xml.element("Bucket", bucket.name());
                    Owner.writeId(xml);
                });
            default -> throw PostBucketCname.notImplemented(request);
        };
    }
}
