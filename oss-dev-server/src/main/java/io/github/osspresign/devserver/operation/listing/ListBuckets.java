package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketXml;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.Owner;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.List;
import java.util.Set;

/** ListBuckets: lists the buckets by name, page by page. */
final class ListBuckets implements Operation {

    private final ObjectStore store;
    private final ServiceRules rules;

    ListBuckets(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("prefix", "marker", "max-keys");
    }

    @Override
    public Response handle(OssRequest request) {
        ListParameters parameters = ListParameters.ofMarker(request.query(), "marker");
        List<BucketInfo> all = store.buckets().stream()
                .filter(bucket -> bucket.name().startsWith(parameters.prefix()))
                .filter(bucket -> bucket.name().compareTo(parameters.startAfter()) > 0)
                .toList();
        List<BucketInfo> page = all.subList(0, Math.min(all.size(), parameters.maxKeys()));
        boolean truncated = page.size() < all.size();
        return XmlBody.response("ListAllMyBucketsResult", xml -> {
            xml.element("Prefix", parameters.prefix());
            xml.element("Marker", parameters.startAfter());
            xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
            xml.element("IsTruncated", Boolean.toString(truncated));
            if (truncated) {
                xml.element("NextMarker", page.get(page.size() - 1).name());
            }
            Owner.write(xml);
            xml.element(
                    "Buckets",
                    buckets -> page.forEach(
                            bucket -> buckets.element("Bucket", element -> write(element, bucket, request))));
        });
    }

    private void write(XmlDocument xml, BucketInfo bucket, OssRequest request) {
        BucketXml.write(xml, bucket, rules, request);
        xml.element("Region", rules.region());
    }
}
