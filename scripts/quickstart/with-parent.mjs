// Preloaded into the service that the quickstart starts: however the quickstart dies (SIGKILL too), the channel between them
// closes, and the service ends as on SIGTERM instead of staying behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
