package io.github.osspresign.devserver.operation.support;

import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;

/** The elements that describe a bucket. */
public final class BucketXml {

    public static final String REDUNDANCY = "LRS";

    private BucketXml() {}

    /**
     * Writes the elements. Both endpoints are the host that the client uses; those of OSS would lead it away from this
     * server.
     */
    public static void write(XmlDocument xml, BucketInfo bucket, ServiceRules rules, OssRequest request) {
        String host = request.header("Host");
        xml.element("CreationDate", IsoTime.format(bucket.createdAt()));
        xml.element("ExtranetEndpoint", host == null ? "" : host);
        xml.element("IntranetEndpoint", host == null ? "" : host);
        xml.element("Location", rules.location());
        xml.element("Name", bucket.name());
        xml.element("StorageClass", BucketRules.storageClass(bucket));
    }
}
