/** What stands in the folder "k8s", as Kubernetes would read it. */
package io.parley.standalone.kubernetes;
