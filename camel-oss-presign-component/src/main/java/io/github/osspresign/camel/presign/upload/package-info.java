// SPDX-License-Identifier: Apache-2.0
/** Plans of uploads in parts: opens the upload at the service and signs the links for its parts. Internal. */
@NullMarked
package io.github.osspresign.camel.presign.upload;

import org.jspecify.annotations.NullMarked;
