// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.List;
import java.util.Map;

/**
 * GetBucketInventory and ListBucketInventory: returns the inventory with the ID of the request, or lists all inventories
 * in the order of their IDs, page by page.
 */
record GetBucketInventory(StoredConfiguration one) implements Operation {

    private static final int PAGE = 100;
    static final String TOKEN = "continuation-token";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) {
        return request.query().contains(BucketDocument.INVENTORY_ID) ? one.get(request, bucket) : list(request, bucket);
    }

    private Response list(OssRequest request, BucketInfo bucket) {
        Map<String, byte[]> inventories = BucketDocument.INVENTORY.allOf(bucket);
        if (inventories.isEmpty()) {
            throw OssErrorCode.NO_SUCH_INVENTORY.error().with("BucketName", bucket.name());
        }
        // The token is the last ID of the page before.
        String token = request.query().first(TOKEN);
        List<String> left = inventories.keySet().stream()
                .filter(id -> token == null || id.compareTo(token) > 0)
                .toList();
        List<String> page = left.subList(0, Math.min(PAGE, left.size()));
        boolean truncated = page.size() < left.size();
        return XmlBody.response("ListInventoryConfigurationsResult", xml -> {
            for (String id : page) {
                XmlElement inventory = XmlElement.parse(inventories.getOrDefault(id, new byte[0]));
                if (inventory != null) {
                    inventory.writeTo(xml);
                }
            }
            if (token != null) {
                xml.element("ContinuationToken", token);
            }
            xml.element("IsTruncated", Boolean.toString(truncated));
            if (truncated) {
                xml.element("NextContinuationToken", page.get(page.size() - 1));
            }
        });
    }
}
