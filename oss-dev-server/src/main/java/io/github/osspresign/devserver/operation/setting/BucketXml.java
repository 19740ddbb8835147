// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.setting;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.Objects;

/** The elements that describe a bucket. */
public final class BucketXml {

    private BucketXml() {}

    /**
     * Writes the elements. Both endpoints are the host that the client uses; those of OSS would lead it away from this
     * server.
     */
    public static void write(XmlDocument xml, BucketInfo bucket, ServiceRules rules, OssRequest request) {
        String host = endpoint(request);
        xml.element("CreationDate", IsoTime.format(bucket.createdAt()));
        xml.element("ExtranetEndpoint", host);
        xml.element("IntranetEndpoint", host);
        xml.element("Location", rules.location());
        xml.element("Name", bucket.name());
        xml.element("StorageClass", BucketRules.storageClass(bucket));
    }

    /** Returns the host of the request without its bucket. */
    private static String endpoint(OssRequest request) {
        String host = Objects.requireNonNullElse(request.header("Host"), "");
        String bucket = request.bucket() + ".";
        return host.startsWith(bucket) ? host.substring(bucket.length()) : host;
    }
}
