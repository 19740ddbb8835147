// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;

/**
 * The domains of a bucket: CreateCnameToken, GetCnameToken, ListCname, PutCname and DeleteCname. There are none, because
 * those of this server are options of its start.
 */
record BucketCname(ObjectStore store) {

    /** Returns the token for a domain, or the domains of the bucket. */
    Response get(OssRequest request, BucketInfo bucket) {
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
            default -> throw notImplemented(request);
        };
    }

    /** Creates a token, or reports that the domain is not verified, because this server looks up no DNS records. */
    Response post(OssRequest request, BucketInfo bucket) throws IOException {
        XmlElement cname = XmlBody.read(request, "BucketCnameConfiguration").child("Cname");
        String domain = XmlBody.required(cname == null ? null : cname.text("Domain"));
        return switch (request.query().text("comp")) {
            case "token" -> {
                CnameToken token = CnameToken.create(domain, request.receivedAt());
                store.changeBucket(bucket.name(), token::storedIn);
                yield XmlBody.response("CnameToken", xml -> token.write(xml, bucket));
            }
            case "add" ->
                throw OssErrorCode.NEED_VERIFY_DOMAIN_OWNERSHIP
                        .error()
                        .ec("0018-00000115")
                        .with("Cname", domain);
            // As OSS, also for a domain that the bucket does not have.
            case "delete" -> Response.of(200);
            default -> throw notImplemented(request);
        };
    }

    private static RuntimeException notImplemented(OssRequest request) {
        return OssErrorCode.NOT_IMPLEMENTED
                .error()
                .argument("comp", request.query().text("comp"));
    }
}
