package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.Set;

/**
 * CreateCnameToken, PutCname and DeleteCname. PutCname always reports that the domain is not verified: this server looks up
 * no DNS records.
 */
final class PostBucketCname implements Operation {

    private final ObjectStore store;

    PostBucketCname(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("cname", "comp");
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        BucketInfo bucket = BucketRules.requireExisting(store, request.requiredBucket());
        XmlElement cname = XmlBody.read(request, "BucketCnameConfiguration").child("Cname");
        String domain = XmlBody.required(cname == null ? null : cname.text("Domain"));
        return switch (request.query().text("comp")) {
            case "token" -> {
                CnameToken token = CnameToken.create(domain, request.receivedAt());
                store.changeBucket(bucket.name(), token::storedIn);
                yield XmlBody.response("CnameToken", xml -> token.write(xml, bucket));
            }
            case "add" ->
                throw OssErrorCode.NEED_VERIFY_DOMAIN_OWNERSHIP.error().with("Cname", domain);
            // As OSS, also for a domain that the bucket does not have.
            case "delete" -> Response.of(200);
            default -> throw notImplemented(request);
        };
    }

    static RuntimeException notImplemented(OssRequest request) {
        return OssErrorCode.NOT_IMPLEMENTED
                .error()
                .argument("comp", request.query().text("comp"));
    }
}
