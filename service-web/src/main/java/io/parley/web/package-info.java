/**
 * What every HTTP service of ours shares; a service imports
 * {@link io.parley.web.ServiceWebConfiguration}.
 */
@NullMarked
package io.parley.web;

import org.jspecify.annotations.NullMarked;
