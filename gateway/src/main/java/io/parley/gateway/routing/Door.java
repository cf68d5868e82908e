package io.parley.gateway.routing;

import org.springframework.http.HttpMethod;

/**
 * One endpoint that goes through to a service.
 *
 * @param path of the endpoint, here and there
 * @param method that it takes
 * @param service short name of the service behind it
 */
record Door(String path, HttpMethod method, String service) {
}
