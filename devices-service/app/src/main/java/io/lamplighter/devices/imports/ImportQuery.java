package io.lamplighter.devices.imports;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How a file is to be imported, as it comes. */
class ImportQuery {
    @QueryParam("dryRun")
    @Parameter(
            description = "true: say what would happen, and change nothing",
            schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.BOOLEAN))
    String dryRun;

    @QueryParam("atomic")
    @Parameter(
            description = "true: change nothing when one line is refused or the upload breaks off",
            schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.BOOLEAN))
    String atomic;

    @QueryParam("reconcile")
    @Parameter(
            description =
                    "true: mark as missing what is in the registry and not in the file, of all vendors and accounts that the file names, or of those in vendor and account; not done when a line is refused",
            schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.BOOLEAN))
    String reconcile;

    @QueryParam("vendor")
    @Parameter(description = "with reconcile: the vendor whose devices the file has all of")
    String vendor;

    @QueryParam("account")
    @Parameter(
            description = "with reconcile and vendor: the account whose devices the file has all of; all when absent")
    String account;

    @QueryParam("report")
    @Parameter(
            description =
                    "which lines are told one by one: all (the default), changed (not the unchanged ones) or refused")
    String report;
}
